/**
 * What each shell needs to ask readyz for words at a Tab. `readyz completion words -- …` answers a line a word: the word, a
 * tab, what it means. Where it answers nothing, files are offered.
 */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

export type Shell = (typeof shells)[number];

export const scripts: Readonly<Record<Shell, string>> = {
  // bash takes `--lang=es` for three words, and puts in only what follows the `=`.
  bash: `# readyz completion bash: in ~/.bashrc, write  source <(readyz completion bash)
_readyz() {
  local IFS=$'\\n' word glued= reply
  local -a words=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do
    if [[ -n $glued || ( $word == = && \${#words[@]} -gt 0 ) ]]; then
      words[\${#words[@]}-1]+=$word
      if [[ $word == = ]]; then glued=yes; else glued=; fi
    else
      words+=("$word")
    fi
  done
  COMPREPLY=()
  while IFS= read -r reply; do
    [[ $reply == --*=* ]] && reply=\${reply#*=}
    COMPREPLY+=("$reply")
  done < <(readyz completion words -- "\${words[@]}" 2>/dev/null | cut -f1)
}
complete -o default -F _readyz readyz
`,
  zsh: `#compdef readyz
# readyz completion zsh: in ~/.zshrc, after compinit, write  source <(readyz completion zsh)
_readyz() {
  local -a lines described
  local line
  lines=("\${(@f)$(readyz completion words -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  for line in $lines; do
    [[ -n $line ]] && described+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  if (( $#described )); then _describe readyz described; else _files; fi
}
# Put into a folder of $fpath, the file is the function itself.
if [[ \${funcstack[1]} == _readyz ]]; then _readyz "$@"; else compdef _readyz readyz; fi
`,
  fish: `# readyz completion fish: readyz completion fish > ~/.config/fish/completions/readyz.fish
function __readyz_words
  set -l typed (commandline -opc) (commandline -ct)
  readyz completion words -- $typed[2..-1] 2>/dev/null
end
complete -c readyz -e
complete -c readyz -f -a '(__readyz_words)'
complete -c readyz -n 'test -z (__readyz_words | string collect)' -F
`,
  // An empty argument gets lost on its way to a program in older PowerShells: a blank stands for it.
  powershell: `# readyz completion powershell: in $PROFILE, write  readyz completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName readyz -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $before = $commandAst.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursorPosition }
  $words = @($before | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += ' ' }
  readyz completion words -- @words 2>$null | ForEach-Object {
    $word, $meaning = $_ -split "\`t", 2
    if (-not $meaning) { $meaning = $word }
    [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $meaning)
  }
}
`,
};
