// Types of api.js and of the element of base-wise.js. What follows "Advice" is written by the build, from the schemas.

/** What you may wish for; every field may be left out, and a misspelt one is an error. */
export interface Wishes {
  /** What counts most: `balanced` when left out. */
  prefer?: "safest" | "balanced" | "smallest";
  /** Answers to the `questions` of an earlier advice, by their `id`. */
  answers?: Record<string, string>;
  policy?: Policy | null;
  /** `YYYY-MM-DD`; ends of life are judged against it. Today when left out. */
  today?: string;
  /** `en`, `de` or `zh`, also as `de-AT`. */
  lang?: string;
  /** Bases that need an account count like the free ones. */
  login_is_fine?: boolean;
  /** The path as it shall stand in the advice. */
  file?: string;
  /** The stage that ships, as in `docker build --target`. */
  target?: string | null;
  /** Values of ARGs, as in `docker build --build-arg`; they go before defaults. `open_args` of an advice names what is missing. */
  build_args?: Record<string, string>;
  /** Files from beside the Dockerfile that sharpen the advice: `package.json`, `go.mod` … */
  companions?: { path: string; text: string }[];
}

/**
 * Advice on a Dockerfile of at most 1 MB. Rejects with a `TypeError` that says what is wrong with the question; with an
 * `Error` where the engine itself broke on it, whose `cause` says how: the next question gets a fresh engine.
 */
export function advise(text: string, wishes?: Wishes): Promise<Advice>;

/** Loads the engine ahead of the first question; `advise` does it by itself. */
export function load(): Promise<void>;

/** `<base-wise>`: attributes and properties say the same. */
export interface BaseWiseElement extends HTMLElement {
  view: "verdict" | "ladder" | "diff" | "full" | null;
  theme: "auto" | "light" | "dark" | null;
  lang: string;
  /** Lines of the file to show, as in `3,7-9`; `""` for all, `null` for none. */
  lines: string | null;
  readonly: boolean;
  /** Where your page fetches the Dockerfile from, in place of what the element holds. */
  src: string | null;
  /** A lesson of the course in place of the advice, as in `course/users`. */
  lesson: string | null;
  /** The Dockerfile as it stands. */
  text: string;
}

/** The events of the element; each is a `CustomEvent` that bubbles. */
export interface BaseWiseEvents {
  ready: CustomEvent<undefined>;
  /** How tall the frame's content is, in CSS pixels; the element is as tall from the first report on. */
  resize: CustomEvent<number>;
  report: CustomEvent<Advice>;
  /** The text in the frame. */
  change: CustomEvent<string>;
  /** A sentence. */
  error: CustomEvent<string>;
}

declare global {
  interface HTMLElementTagNameMap {
    "base-wise": BaseWiseElement;
  }
}
