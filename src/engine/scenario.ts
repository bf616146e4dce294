/**
 * A scenario as the engine knows it: plain data, read from `scenarios/<topic>/<id>.yaml` by content, which has checked it.
 * It says what is asked, in which cluster the answer runs, what then happens to it (script) and what must hold (checks).
 * No key is written here: which option or which manifest is right is what the run decides.
 */
import type { Draft } from '#api/meta/object.ts';
import type { Text } from '#base/text.ts';
import type { NodeShape } from '#cluster/cluster.ts';
import type { LoadBalancerProvider } from '#cluster/controllers/service-lb-controller.ts';
import type { Provisioner } from '#cluster/storage/provisioner.ts';
import type { ScenarioVariant } from './variants.ts';

export type Scenario =
  | ChoiceScenario
  | MultiScenario
  | ManifestScenario
  | FixScenario
  | PredictScenario
  | ShortScenario
  | OrderScenario
  | MatchScenario
  | DesignScenario
  | DocumentedScenario
  | CommandScenario;

/** What lists and menus need to know of a scenario, without loading it whole. */
export type ScenarioSummary = Pick<
  Scenario,
  'id' | 'version' | 'type' | 'topic' | 'level' | 'order' | 'section' | 'title' | 'weight'
>;

/** Where answers run: in a cluster, or on one machine with docker, as command lines or Compose files. */
export type World = 'kubernetes' | 'docker';

interface ScenarioBase {
  /** `slow-database-which-probe`: stable for ever, the file's name. */
  readonly id: string;
  /** Raised by the author whenever a verdict may change. */
  readonly version: number;
  readonly topic: string;
  /** 1 for a beginner's question, 3 for a hard one. */
  readonly level: 1 | 2 | 3;
  /** Place in the course's order; scenarios are listed by it. */
  readonly order: number;
  readonly section: Text;
  readonly title: Text;
  readonly statement: Text;
  /** Facts an answer may lean on and names it must use, one sentence each. */
  readonly given: readonly Text[];
  readonly explanation: Text;
  /** From the gentlest to the one that nearly tells. Each costs a share of the points (scoring.ts). */
  readonly hints: readonly Text[];
  readonly links: readonly Link[];
  readonly assumptions: readonly Text[];
  /** How much the question counts; 1 is usual. */
  readonly weight: number;
  readonly world?: World;
  readonly cluster: ClusterSetting;
  /** The machine with docker, where that is the world. */
  readonly host?: HostSetting;
  /** Other figures for other sessions (variants.ts); absent where there is one story. */
  readonly variants?: readonly ScenarioVariant[] | undefined;
  /** The figures of this variant. */
  readonly values?: ScenarioVariant['values'] | undefined;
  readonly roles: Readonly<Record<string, Role>>;
  readonly script: readonly ScriptStep[];
  readonly checks: readonly ScenarioCheck[];
}

export interface ChoiceScenario extends ScenarioBase {
  readonly type: 'choice';
  readonly options: readonly Option[];
}

/** Several options are right: those whose own run keeps every check. */
export interface MultiScenario extends ScenarioBase {
  readonly type: 'multi';
  readonly options: readonly Option[];
}

export interface ManifestScenario extends ScenarioBase {
  readonly type: 'manifest';
  /** YAML to begin from. */
  readonly starter: string;
  /** Answers known to be right, from the files beside the scenario: where the last hint looks for the smallest change. */
  readonly references?: readonly string[] | undefined;
  /** Answers known to be wrong, from the same files: what is offered beside the right lines on a phone (live/fillable.ts). */
  readonly mistakes?: readonly string[] | undefined;
}

/** Something is broken: the YAML of `starter`, which the learner mends. */
export interface FixScenario extends ScenarioBase {
  readonly type: 'fix';
  readonly starter: string;
  readonly references?: readonly string[] | undefined;
  readonly mistakes?: readonly string[] | undefined;
  /** It runs already: the script's step `starter` applies it, and the answer is applied to the running cluster later. */
  readonly running: boolean;
}

/** What will happen when these manifests are run? One of several propositions, or a figure or name; the run says which. */
export interface PredictScenario extends ScenarioBase {
  readonly type: 'predict';
  readonly manifests: string;
  readonly options?: readonly Proposition[];
  readonly measure?: MeasureCall;
}

/** Holds when every check of `if` holds and none of `unless`; or, with `refused`, when the API server takes the manifests not. */
export interface Proposition {
  readonly id: string;
  readonly text: Text;
  readonly if: readonly string[];
  readonly unless: readonly string[];
  readonly refused?: true | undefined;
  readonly misconception?: string | undefined;
}

/** What is measured in the run; parameters are those of the measure's own file in measures/. */
export interface MeasureCall {
  readonly measure: string;
  /** A figure off by up to this share of the true one is right; off by `none` or more it is worth nothing. */
  readonly full: number;
  readonly none: number;
  readonly [parameter: string]: unknown;
}

/** In which order do these happen when the manifests are run? Each option has a measure that gives its second. */
export interface OrderScenario extends ScenarioBase {
  readonly type: 'order';
  readonly manifests: string;
  readonly options: readonly { readonly id: string; readonly text: Text; readonly when: WhenCall }[];
}

export interface WhenCall {
  readonly measure: string;
  readonly [parameter: string]: unknown;
}

/** Which of the options does each item lead to? Every item is run, and the option that comes true is its partner. */
export interface MatchScenario extends ScenarioBase {
  readonly type: 'match';
  readonly items: readonly Option[];
  readonly options: readonly Proposition[];
}

/** Several options can be defended; each is run, and scored by what it costs. Checks are what every option must keep. */
export interface DesignScenario extends ScenarioBase {
  readonly type: 'design';
  readonly options: readonly Option[];
  readonly criteria: readonly Criterion[];
}

/** What an option is weighed by. */
export interface Criterion {
  readonly id: string;
  readonly text: Text;
  readonly measure: WhenCall;
  readonly weight: number;
  readonly better: 'less' | 'more';
  /** The figures that are worth all and nothing; those of the best and the worst option where they are not stated. */
  readonly best?: number | undefined;
  readonly worst?: number | undefined;
  /** Written behind the figure: `s`, `MiB`. */
  readonly unit?: string | undefined;
}

/** Options with a written key. Nothing can be run, so it says where it is documented. */
export interface DocumentedScenario extends ScenarioBase {
  readonly type: 'documented';
  /** Whether more than one may be picked. */
  readonly several: boolean;
  readonly options: readonly {
    readonly id: string;
    readonly text: Text;
    readonly right: boolean;
    /** Why it is right, or what whoever picks it has mixed up. */
    readonly feedback?: Text | undefined;
  }[];
  readonly source: Text;
}

/** Lines of kubectl or docker, judged by what comes of them. */
export interface CommandScenario extends ScenarioBase {
  readonly type: 'command';
  /** Texts in the folder where the lines are typed, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** A typed term. Nothing can be run: the key is written, with where it is documented. */
export interface ShortScenario extends ScenarioBase {
  readonly type: 'short';
  /** All that is right, the usual word first. */
  readonly accepted: readonly string[];
  readonly source: Text;
}

export interface Option {
  readonly id: string;
  readonly text: Text;
  /** The misconception that leads to it (misconceptions.ts). */
  readonly misconception?: string | undefined;
  /** What is applied when this option is run, as YAML. */
  readonly manifests: string;
}

export interface Link {
  readonly title: Text;
  readonly url: string;
}

export interface HostSetting {
  /** Texts on the machine, by path; relative ones lie in the project's folder. */
  readonly files: Readonly<Record<string, string>>;
}

export interface ClusterSetting {
  readonly nodes: readonly NodeShape[];
  /** The wall clock when it begins, as `2026-01-08T01:55:00Z`; absent: a Monday, midnight. */
  readonly starts?: string | undefined;
  /** Where answers land that name no namespace. */
  readonly namespace: string;
  /** What exists before the answer is applied. */
  readonly objects: readonly Draft[];
  readonly installed?: Installed | undefined;
  /** Facts about images that differ in this story: `{ mariadb: { startSeconds: 1800 } }`. */
  readonly images: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What somebody has installed in the cluster besides Kubernetes itself. */
export interface Installed {
  /** The class `standard`, the default one, whose volumes are directories of one node. */
  readonly standardClass?: boolean | undefined;
  /** What makes volumes for classes that the scenario's objects, or an answer, bring. */
  readonly provisioners?: readonly Provisioner[] | undefined;
  /** A cloud that gives Services of type LoadBalancer an address. */
  readonly loadBalancer?: LoadBalancerProvider | undefined;
}

/**
 * Who plays a part, found by what it is and never by its name: a container whose image is one of `image`
 * (`mariadb` finds `docker.io/library/mariadb:11.4` too), in a pod that has all of `labels`.
 */
export interface Role {
  readonly image: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** On a machine with docker: the name of the container or of the Compose service. */
  readonly name?: string | undefined;
  /** Only pods of this namespace. */
  readonly namespace?: string | undefined;
  /** Init containers that have to end play it, instead of those that go on. */
  readonly init?: boolean | undefined;
  /** What people call it: "la base de datos". */
  readonly title: Text;
}

/** One thing that happens to the cluster; parameters are those of the step's own file in script/. */
export interface ScriptStep {
  readonly step: string;
  /** Names the instant, so that checks can say `from: backup`. */
  readonly as?: string;
  /** The script ends here when the step did not reach what it waited for: what follows would have no meaning. */
  readonly required?: boolean;
  readonly [parameter: string]: unknown;
}

/** One thing that must hold; parameters are those of the check's own file in checks/. */
export interface ScenarioCheck {
  readonly id: string;
  readonly check: string;
  readonly weight: number;
  /** The misconception that breaks it (misconceptions.ts). */
  readonly misconception?: string | undefined;
  readonly [parameter: string]: unknown;
}
