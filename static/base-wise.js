// <base-wise view="verdict|ladder|diff|full" theme lang readonly src lesson="course/users">: what it holds stays readable without this.
(() => {
  const embed = new URL("embed.html", document.currentScript.src);
  const names = ["view", "theme", "lang", "readonly", "src", "lesson"];
  const tokens = ["accent", "paper", "sheet", "sunk", "ink", "soft", "line"];
  customElements.define("base-wise", class extends HTMLElement {
    static observedAttributes = names;
    #frame; #text; #ready;
    connectedCallback() {
      addEventListener("message", this);
      if (this.#frame) return;
      this.#text ??= this.textContent.trim() + "\n";
      const root = this.attachShadow({ mode: "open" });
      const frame = this.#frame = document.createElement("iframe");
      frame.title = "Basewise";
      frame.loading = "lazy";
      frame.src = embed;
      frame.allow = "clipboard-write";
      Object.assign(frame.style, { border: 0, width: "100%", height: 0, display: "block" });
      root.append(document.createElement("slot"), frame);
      this.style.display ||= "block";
      this.#fetch();
    }
    disconnectedCallback() { removeEventListener("message", this); this.#ready = false; }
    attributeChangedCallback(name) { if (this.#frame) name === "src" ? this.#fetch() : this.#send(); }
    get text() { return this.#text; }
    set text(text) { this.#text = String(text); this.#send(); }
    async #fetch() {
      if (!this.getAttribute("src")) return;
      try { this.text = await (await fetch(this.getAttribute("src"))).text(); }
      catch (problem) { this.#tell("error", String(problem)); }
    }
    #send() {
      if (!this.#ready) return;
      const style = getComputedStyle(this), look = {};
      for (const token of tokens) look[token] = style.getPropertyValue("--basewise-" + token).trim();
      const set = { basewise: 1, type: "set", text: this.#text, look, readonly: this.hasAttribute("readonly") };
      for (const name of ["view", "theme", "lang", "lesson"]) set[name] = this.getAttribute(name) ?? "";
      this.#frame.contentWindow.postMessage(set, embed.origin === "null" ? "*" : embed.origin);
    }
    #tell(type, detail) { this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true })); }
    handleEvent({ source, origin, data }) {
      if (source !== this.#frame?.contentWindow || origin !== embed.origin || data?.basewise !== 1) return;
      if (data.type === "ready") {
        this.#ready = true;
        this.shadowRoot.querySelector("slot")?.remove();
        this.#send();
      }
      if (data.type === "resize") this.#frame.style.height = Number(data.detail) + "px";
      if (data.type === "change") this.#text = String(data.detail);
      if (["ready", "resize", "report", "change", "error"].includes(data.type)) this.#tell(data.type, data.detail);
    }
  });
  for (const name of names.slice(0, 4)) {
    const of = customElements.get("base-wise").prototype;
    const flag = name === "readonly";
    Object.defineProperty(of, name, {
      get() { return flag ? this.hasAttribute(name) : this.getAttribute(name); },
      set(value) { flag ? this.toggleAttribute(name, !!value) : this.setAttribute(name, value); },
    });
  }
})();
