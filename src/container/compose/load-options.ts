/** What is known beside the text of a Compose file: where it lies, which variables and profiles hold, which other files there are. */
export interface LoadOptions {
  readonly filename: string;
  /** Absolute: what relative paths begin at. */
  readonly folder: string;
  readonly home: string;
  /** When it is not given, the file's own `name`, else the name of the folder. */
  readonly projectName?: string;
  /** Variables outside the file. */
  readonly environment: Readonly<Record<string, string>>;
  readonly profiles: readonly string[];
  /** Files that are laid over it, in order: `compose.override.yaml`, further `-f`. */
  readonly overrides?: readonly { readonly filename: string; readonly text: string }[];
  /** Reads a file beside this one by its absolute path; undefined where there is none. Nothing can be read when it is absent. */
  readonly readFile?: (path: string) => string | undefined;
}
