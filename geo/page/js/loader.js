// Unpacks the style, the scripts and the payload that travel deflated in this file, and starts the page.
// The readable sources are geo/page/js and geo/page/page.css of frontline-mapper, and Leaflet.
(async () => {
  const unpack = async (name) => {
    const element = document.getElementById(`frontline-${name}`);
    const letters = atob(element.textContent);
    const bytes = new Uint8Array(letters.length);
    for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
    element.remove();
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
  };
  const [style, code, payload] = await Promise.all(["style", "code", "payload"].map(unpack));
  const add = (tag, text) => document.head.append(Object.assign(document.createElement(tag), { textContent: text }));
  window.frontlinePayload = JSON.parse(payload);
  add("style", style);
  add("script", code);
})().catch((error) => {
  document.getElementById("frontline").textContent = [
    "This browser cannot show the page; please use a newer one, or switch scripts off to read the claims as a table.",
    "Цей браузер не може показати сторінку; скористайтеся новішим або вимкніть скрипти, щоб прочитати твердження таблицею.",
    "Этот браузер не может показать страницу; возьмите более новый или отключите скрипты, чтобы прочитать утверждения таблицей.",
  ].join(" · ");
  throw error;
});
