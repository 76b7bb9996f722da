// Starts the page from the payload that stands beside it.
const frontline = mount(document.getElementById("frontline"), JSON.parse(document.getElementById("frontline-payload").textContent), { linked: window.location.protocol !== "about:", mapId: "frontline-map" });
window.frontline = frontline;
frontline.ready.then(() => requestAnimationFrame(() => (document.body.dataset.ready = Math.round(performance.now()))));
