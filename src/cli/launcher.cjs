#!/usr/bin/env node
// The `readyz` command. On Node 22.14 or newer it runs the program (dist/main.js) in this very process. On an older Node it
// runs it under the Node 24 that `npm ci` put beside it on Linux, and passes on signals, exit code and terminal.
// Every old Node must be able to read this file, were it only to print the sentence that says what to install,
// so it is written in ES5: no `import(`, no `const`, no arrow functions.
'use strict';

var fs = require('fs');
var path = require('path');
var url = require('url');

var program = path.join(__dirname, '..', '..', 'dist', 'main.js');

if (!fs.existsSync(program)) {
  complain(
    'readyz no está construido todavía: ejecuta `npm ci` en ' + path.join(__dirname, '..', '..') + '.',
    'readyz is not built yet: run `npm ci` in ' + path.join(__dirname, '..', '..') + '.'
  );
} else if (isNewEnough(process.versions.node)) {
  // Hidden in a string because a Node before 13.2 refuses the whole file when it meets `import(`.
  new Function('program', 'return import(program)')(url.pathToFileURL(program).href);
} else {
  runUnderBundledNode();
}

function isNewEnough(version) {
  var numbers = version.split('.').map(Number);
  return numbers[0] > 22 || (numbers[0] === 22 && numbers[1] >= 14);
}

function runUnderBundledNode() {
  var node;
  try {
    node = require.resolve('node-' + process.platform + '-' + process.arch + '/bin/node');
  } catch (_) {
    return complainAboutNode();
  }

  var child = require('child_process').spawn(node, [program].concat(process.argv.slice(2)), { stdio: 'inherit' });
  var signals = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'];
  // Ctrl-C and Ctrl-\ reach the child from the terminal itself; sent on, they would arrive twice.
  var atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;

  function passOn(signal) {
    if (atTerminal && (signal === 'SIGINT' || signal === 'SIGQUIT')) return;
    child.kill(signal);
  }

  signals.forEach(function (signal) {
    process.on(signal, passOn);
  });
  child.on('error', complainAboutNode);
  child.on('exit', function (code, signal) {
    if (!signal) process.exit(code);
    // End as the child ended, so that a shell or a supervisor sees the same signal.
    signals.forEach(function (name) {
      process.removeListener(name, passOn);
    });
    process.kill(process.pid, signal);
  });
}

function complainAboutNode() {
  complain(
    'readyz necesita Node.js 22.14 o posterior (este es ' + process.version + '): instálalo desde https://nodejs.org.',
    'readyz needs Node.js 22.14 or newer (this is ' + process.version + '): install it from https://nodejs.org.'
  );
}

function complain(spanish, english) {
  process.stderr.write(spanish + '\n' + english + '\n');
  process.exitCode = 1;
}
