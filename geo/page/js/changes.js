// What changed between two days: gains and losses hatched in opposite directions, and the outline of the day compared with.

import { svg } from "./dom.js";

let made = 0; // names inside an SVG are the document's; several pages may stand in one notebook

export class Changes {
  /** `renderer` is that of the ground held, so that the hatches lie between the ground and its edge. */
  constructor(map, renderer) {
    this.name = `fl-changes-${(made += 1)}`;
    const shape = (className) => L.polygon([], { renderer, className, interactive: false, smoothFactor: 0 });
    this.gain = shape("fl-gain");
    this.loss = shape("fl-loss");
    this.outline = shape("fl-compared");
    this.clips = [shape("fl-clip"), shape("fl-clip")];
    this.layers = [...this.clips, this.outline, this.loss, this.gain];
    for (const layer of this.layers) layer.addTo(map);
    this.defs = svg("defs", {}, this.hatch("gain", "M-1 9 9 -1M-1 1 1 -1M7 9 9 7"), this.hatch("loss", "M-1 -1 9 9M-1 7 1 9M7 -1 9 1"), this.clip(0), this.clip(1));
    this.gain._path.ownerSVGElement.prepend(this.defs);
    this.dress(this.gain, "gain", 1);
    this.dress(this.loss, "loss", 0);
    // The clipping paths follow whatever Leaflet makes of the two areas at this zoom.
    map.on("zoomend moveend viewreset", () => this.follow());
    this.clear();
  }

  hatch(name, d) {
    return svg("pattern", { id: `${this.name}-${name}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" }, svg("path", { class: `fl-hatch-${name}`, d }));
  }

  clip(number) {
    return svg("clipPath", { id: `${this.name}-clip-${number}` }, svg("path", { "clip-rule": "evenodd" }));
  }

  dress(layer, name, number) {
    layer._path.style.fill = `url(#${this.name}-${name})`;
    layer._path.setAttribute("clip-path", `url(#${this.name}-clip-${number})`);
  }

  clear() {
    if (this.empty) return;
    this.empty = true;
    for (const layer of this.layers) layer.setLatLngs([]);
  }

  /** Show the change of an area from one frame of its arcs to another. */
  show(arcs, before, after) {
    this.empty = false;
    const changed = arcs.ringsBetween(before, after);
    this.gain.setLatLngs(changed);
    this.loss.setLatLngs(changed);
    this.outline.setLatLngs(arcs.ringsAt(before));
    this.clips[0].setLatLngs(arcs.ringsAt(before));
    this.clips[1].setLatLngs(arcs.ringsAt(after));
    this.follow();
  }

  follow() {
    if (this.empty) return;
    this.defs.querySelectorAll("clipPath > path").forEach((path, number) => path.setAttribute("d", this.clips[number]._path.getAttribute("d") || "M0 0"));
  }
}
