// What folium's own layers expect to find, for layers a user adds: jQuery's $(html) and ready, markers' pictures and icons.
window.$ = window.$ || ((what) => {
  if (what === document) return { ready: (run) => run() };
  const holder = document.createElement("template");
  holder.innerHTML = String(what).trim();
  return [...holder.content.children];
});
delete L.Icon.Default.prototype._getIconUrl;
L.Icon.Default.mergeOptions(MARKER_PICTURES);
L.AwesomeMarkers = {
  icon: ({ markerColor }) => L.divIcon({ className: "fl-guest-icon", iconSize: [16, 16], html: Object.assign(document.createElement("i"), { style: `background:${markerColor || "blue"}` }) }),
};
// Without its plugin, which is loaded from the web, a cluster is its markers.
L.markerClusterGroup = L.markerClusterGroup || (() => L.layerGroup());
