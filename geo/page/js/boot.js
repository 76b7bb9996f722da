// Starts the page from the payload that stands beside it, packed or not.
const beside = document.getElementById("frontline-payload");
const frontline = mount(document.getElementById("frontline"), beside ? JSON.parse(beside.textContent) : window.frontlinePayload, { linked: window.location.protocol !== "about:", whole: true, mapId: "frontline-map" });
delete window.frontlinePayload;
window.frontline = frontline;
frontline.ready.then(() => requestAnimationFrame(() => (document.body.dataset.ready = Math.round(performance.now()))));
