/** Pods for the tests, with as little as a case needs to say. */
import { manifest } from '../../answer.ts';

/** `spec` in YAML's flow style: `pod('containers: [{name: a, image: nginx}]')`. */
export function pod(spec: string): string {
  return manifest('v1', 'Pod', `spec: {${spec}}\n`);
}

/** A pod of one container: what is given is said of the container. */
export function podOf(container: string, spec = ''): string {
  return pod(`containers: [{name: main, image: "nginx:1.27"${container && `, ${container}`}}]${spec && `, ${spec}`}`);
}
