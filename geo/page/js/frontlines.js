// Front lines at a day: areas stitched from arcs, settlements as small squares.

import { snapshotAt } from "./payload.js";
import { rendererOf } from "./basemap.js";

export class FrontLines {
  /** `arcs[line][side]` are the decoded arcs of each side of each line. */
  constructor(map, lines, arcs) {
    this.map = map;
    this.lines = lines;
    this.arcs = arcs;
    this.renderer = rendererOf("control");
    this.squares = L.layerGroup().addTo(map);
    this.areas = lines.map((line, number) => this.areasOf(arcs[number], number));
  }

  areasOf(arcs, number) {
    // The first maker's line is filled; others are told apart by the style of their line.
    const style = number === 0 ? "fl-filled" : `fl-outlined fl-dash-${number % 3}`;
    return Object.keys(arcs).map((side) => ({
      side,
      frame: -1,
      shape: L.polygon([], { renderer: this.renderer, className: `fl-control fl-side-${side} ${style}`, interactive: false, smoothFactor: 0.8 }).addTo(this.map),
    }));
  }

  /** Show the newest snapshot of every line on or before the day. */
  show(day) {
    this.squares.clearLayers();
    this.lines.forEach((line, number) => {
      const frame = day === null ? -1 : snapshotAt(line, day);
      for (const area of this.areas[number]) this.showArea(area, this.arcs[number][area.side], frame);
      if (frame >= 0) this.showHoldings(line, day);
    });
  }

  showArea(area, arcs, frame) {
    if (area.frame === frame) return;
    area.frame = frame;
    area.shape.setLatLngs(frame < 0 ? [] : arcs.ringsAt(frame));
  }

  showHoldings(line, day) {
    for (const holding of line.holdings) {
      if (day < holding.from || day > holding.to) continue;
      const icon = L.divIcon({ className: `fl-holding fl-side-${holding.side}`, iconSize: [9, 9] });
      const square = L.marker([holding.lat, holding.lon], { icon, pane: "fl-places", keyboard: false, interactive: true });
      square.bindTooltip(() => holdingText(holding), { direction: "top", className: "fl-tip" }).addTo(this.squares);
    }
  }

  /** The side that holds a point on a day: its name, null outside every area, undefined when the line says nothing that day. */
  sideAt(name, lon, lat, day) {
    const number = this.lines.findIndex((line) => line.name === name);
    const frame = number < 0 ? -1 : snapshotAt(this.lines[number], day);
    if (frame < 0) return undefined;
    return Object.keys(this.arcs[number]).find((side) => this.arcs[number][side].contains(frame, lon, lat)) ?? null;
  }
}

function holdingText(holding) {
  const box = document.createElement("span");
  box.textContent = `${holding.place} (${holding.source})`;
  return box;
}
