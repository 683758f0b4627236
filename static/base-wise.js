// <base-wise view="verdict|ladder|diff|full" theme lang lines readonly src lesson="course/users">: what it holds stays readable without this.
(() => {
  const embed = new URL("embed.html", document.currentScript.src);
  const names = ["view", "theme", "lang", "lines", "readonly", "src", "lesson"];
  const tokens = ["accent", "paper", "sheet", "sunk", "ink", "soft", "line"];
  const told = ["ready", "resize", "report", "change", "error"];
  // A file and a sandboxed page have no origin that a message could be addressed to; the source is checked all the same.
  const nobody = [origin, embed.origin].includes("null");
  const page = document.documentElement;
  // A page with light text is dark, whatever it does or does not say of its colour scheme.
  const shade = ({ color, colorScheme }) => {
    const [r, g, b] = color.startsWith("rgb") ? color.match(/[\d.]+/g).map(Number) : [];
    return b === undefined ? colorScheme : r + g + b > 384 ? "dark" : "light";
  };
  // Until it has something to show the frame is as wide as it will be, and moves nothing.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(":host{display:block;position:relative}iframe{display:block;position:absolute;border:0;border-radius:.5em;margin-block:1em;width:100%;height:0}");
  class BaseWise extends HTMLElement {
    static observedAttributes = names;
    #frame; #slot; #height; #text; #ready; #missing; #watch = new MutationObserver(() => this.#send());
    connectedCallback() {
      if (document.readyState === "loading") return addEventListener("DOMContentLoaded", () => this.#start(), { once: true });
      this.#start();
    }
    #start() {
      if (!this.isConnected) return;
      addEventListener("message", this);
      for (const one of [page, document.body]) this.#watch.observe(one, { attributes: true });
      if (this.#frame) return;
      this.#text ??= (this.querySelector("code") ?? this.querySelector("pre") ?? this).innerText.trim() + "\n";
      const frame = this.#frame = document.createElement("iframe");
      Object.assign(frame, { title: "Basewise", loading: "lazy", src: embed, allow: "clipboard-write" });
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      root.append((this.#slot = document.createElement("slot")), frame);
      this.#fetch();
    }
    disconnectedCallback() {
      removeEventListener("message", this);
      this.#watch.disconnect();
      this.#ready = false;
    }
    attributeChangedCallback(name) { if (this.#frame) name === "src" ? this.#fetch() : this.#send(); }
    get text() { return this.#text; }
    set text(text) { this.#text = String(text); this.#send(); }
    async #fetch() {
      const { src } = this;
      if (!src) return;
      try {
        const answer = await fetch(src);
        if (!answer.ok) throw `${src}: ${answer.status}`;
        const text = await answer.text();
        if (src !== this.src) return;
        this.#missing = undefined;
        this.text = text;
      } catch (problem) {
        if (src !== this.src) return;
        this.#missing = src;
        this.#send();
        this.#tell("error", String(problem));
      }
    }
    #send() {
      if (!this.#ready) return;
      const style = getComputedStyle(this), look = {};
      for (const token of tokens) look[token] = style.getPropertyValue("--basewise-" + token).trim();
      const set = { basewise: 1, type: "set", text: this.#text, missing: this.#missing, look };
      for (const name of names) set[name] = this[name];
      set.lang ||= page.lang;
      if (!set.theme || set.theme === "auto") set.theme = shade(style);
      this.#frame.contentWindow.postMessage(set, nobody ? "*" : embed.origin);
    }
    #tell(type, detail) { this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true })); }
    handleEvent({ source, origin, data }) {
      if (source !== this.#frame.contentWindow || !(nobody || origin === embed.origin) || data?.basewise !== 1) return;
      const { type, detail } = data;
      if (!told.includes(type)) return;
      if (type === "ready") { this.#ready = true; this.#send(); }
      // What the element holds goes at the moment when something as tall as it needs to be is in its place.
      if (type === "resize") this.#height = Number(detail) + "px";
      if (type === "report") this.#slot.remove();
      if (!this.#slot.parentNode) Object.assign(this.#frame.style, { position: "static", height: this.#height });
      if (type === "change") this.#text = String(detail);
      this.#tell(type, detail);
    }
  }
  for (const name of names) {
    if (name === "lang") continue;
    const flag = name === "readonly";
    Object.defineProperty(BaseWise.prototype, name, {
      get() { return flag ? this.hasAttribute(name) : this.getAttribute(name); },
      set(value) { flag ? this.toggleAttribute(name, !!value) : this.setAttribute(name, value); },
    });
  }
  customElements.define("base-wise", BaseWise);
})();
