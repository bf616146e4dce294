/**
 * What a shell script is once parsed. Words keep their parts and whether each was quoted, because splitting into fields and
 * matching of file names happen only to what was not.
 */
export type WordPart =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | {
      readonly kind: 'parameter';
      readonly name: string;
      /** `${#name}`. */
      readonly length?: boolean;
      /** `:-`, `-`, `:=`, `=`, `:?`, `?`, `:+`, `+`, `#`, `##`, `%`, `%%`, `/`, `//`, `:` (substring). */
      readonly operator?: string;
      readonly word?: Word;
      readonly quoted: boolean;
    }
  | { readonly kind: 'command'; readonly list: List; readonly quoted: boolean }
  | { readonly kind: 'arithmetic'; readonly expression: Word; readonly quoted: boolean };

export type Word = readonly WordPart[];

export interface Redirection {
  /** File descriptor that is changed. */
  readonly descriptor: number;
  readonly operator: '<' | '>' | '>>' | '>|' | '<>' | '<&' | '>&' | '<<' | '&>' | '<<<';
  readonly target: Word;
}

export type Command =
  | {
      readonly kind: 'simple';
      readonly assignments: readonly Assignment[];
      readonly words: readonly Word[];
      readonly redirections: readonly Redirection[];
    }
  | { readonly kind: 'group'; readonly body: List; readonly redirections: readonly Redirection[] }
  | { readonly kind: 'subshell'; readonly body: List; readonly redirections: readonly Redirection[] }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly condition: List; readonly body: List }[];
      readonly otherwise: List | undefined;
      readonly redirections: readonly Redirection[];
    }
  | {
      readonly kind: 'while';
      readonly until: boolean;
      readonly condition: List;
      readonly body: List;
      /** Run after each turn, one that `continue` left early as well. */
      readonly step?: List;
      readonly redirections: readonly Redirection[];
    }
  /** Without words it walks the positional parameters. */
  | {
      readonly kind: 'for';
      readonly name: string;
      readonly words: readonly Word[] | undefined;
      readonly body: List;
      readonly redirections: readonly Redirection[];
    }
  | {
      readonly kind: 'case';
      readonly subject: Word;
      readonly clauses: readonly { readonly patterns: readonly Word[]; readonly body: List }[];
      readonly redirections: readonly Redirection[];
    }
  | {
      readonly kind: 'function';
      readonly name: string;
      readonly body: Command;
      readonly redirections: readonly Redirection[];
    }
  /** bash's `[[ … ]]`; its words are tested without splitting. */
  | { readonly kind: 'condition'; readonly words: readonly Word[]; readonly redirections: readonly Redirection[] };

export interface Assignment {
  readonly name: string;
  readonly value: Word;
  /** bash's `name=(words)`. */
  readonly items?: readonly Word[];
}

export interface Pipeline {
  readonly negated: boolean;
  readonly commands: readonly Command[];
}

export interface AndOr {
  readonly first: Pipeline;
  readonly rest: readonly { readonly operator: '&&' | '||'; readonly pipeline: Pipeline }[];
  readonly background: boolean;
  /** As typed, for `ps` and `jobs`. */
  readonly text: string;
}

export type List = readonly AndOr[];
