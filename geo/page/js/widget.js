// The same page in a notebook cell (anywidget): `day` and `selected_ids` go both ways, `visible_ids` comes from here.
function render({ model, el }) {
  const root = document.createElement("div");
  root.style.height = `${model.get("height")}px`;
  el.append(root);
  const page = mount(root, JSON.parse(model.get("payload")), { mapId: `frontline-${Math.random().toString(36).slice(2)}` });
  const send = (changed) => {
    if (changed.has("day")) model.set("day", page.day());
    if (changed.has("selected")) model.set("selected_ids", chosen());
    if (changesClaims(changed, page.store.state)) model.set("visible_ids", page.visibleIds());
    model.save_changes();
  };
  const chosen = () => (page.store.state.selected === null ? [] : [page.idOf(page.store.state.selected)]);
  page.store.listen(send);
  const onDay = () => model.get("day") && page.setDay(model.get("day"));
  const onSelected = () => {
    const index = page.indexOf(model.get("selected_ids")[0]);
    page.store.set({ selected: index < 0 ? null : index });
  };
  model.on("change:day", onDay);
  model.on("change:selected_ids", onSelected);
  onDay();
  onSelected();
  model.set("day", page.day());
  model.set("visible_ids", page.visibleIds());
  model.save_changes();
  return () => {
    model.off("change:day", onDay);
    model.off("change:selected_ids", onSelected);
    page.map.remove();
  };
}
export default { render };
