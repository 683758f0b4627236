// A host of the engine and of the element, as TypeScript sees it: `cargo xtask test types`. What must not be written is
// written below `@ts-expect-error`, so that types which take anything fail, too.

import { advise, load, type Advice, type BaseWiseEvents, type Policy } from "./api.js";

const policy: Policy = {
  schema: "basewise.policy/1",
  allow: ["docker.io/library/"],
  forbid_families: ["alpine"],
  supported_until: "2027-06-30",
};

export async function saved(text: string): Promise<number | null> {
  await load();
  const { headline, outcome, recommendations, questions }: Advice = await advise(text, {
    prefer: "smallest",
    lang: "de",
    policy,
    today: "2026-11-28",
    answers: { cgo: "off" },
    build_args: { BASE_IMAGE: "debian:13" },
    companions: [{ path: "go.mod", text: "module a\n" }],
  });
  for (const { id, choices } of questions) console.log(id, choices.map((choice) => choice.label).join());
  if (outcome === "stay" || outcome === "cannot-tell") return null;
  const [first] = recommendations;
  console.log(headline, first?.image, first?.verdict);
  return first?.compressed_bytes ?? null;
}

export function listen(place: HTMLElement): void {
  const element = document.createElement("base-wise");
  element.view = "ladder";
  element.lines = "3,7-9";
  element.text = "FROM scratch\n";
  element.addEventListener("report", (event) => {
    const { detail } = event as BaseWiseEvents["report"];
    console.log(detail.rewrite?.dockerfile.length, detail.stages[0]?.base.resolved);
  });
  place.append(element);
}

export function refused(element: HTMLElementTagNameMap["base-wise"], advice: Advice): void {
  // @ts-expect-error: a wish that does not exist
  void advise("FROM scratch\n", { prefers: "smallest" });
  // @ts-expect-error: a leaning that does not exist
  void advise("FROM scratch\n", { prefer: "largest" });
  // @ts-expect-error: the text is needed
  void advise();
  // @ts-expect-error: a view that does not exist
  element.view = "half";
  // @ts-expect-error: an outcome that does not exist
  if (advice.outcome === "perhaps") return;
  // @ts-expect-error: a size may be unknown
  advice.recommendations.map((one) => one.compressed_bytes.toFixed());
  // @ts-expect-error: a field that does not exist
  console.log(advice.grade);
}
