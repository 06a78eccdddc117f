// Objects of a page: several are chosen at once. What is empty in the list is filled first, and nothing
// stands in it twice. Without this one chooses them one by one.
{
  const { ListBlockDefinition } = window.wagtailStreamField.blocks;

  const put = (list, chosen) => {
    const there = new Set(list.getValue().filter(Boolean).map(String));
    for (const each of chosen.filter(({ id }) => !there.has(String(id)))) {
      const empty = list.children.find((child) => !child.getValue());
      if (empty) empty.block.setState(each);
      else list.insert(each, list.children.length);
    }
  };

  class SeveralDefinition extends ListBlockDefinition {
    render(...given) {
      const list = super.render(...given);
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-secondary choose-several";
      button.textContent = this.meta.several;
      button.addEventListener("click", () => {
        this.childBlockDef.widget.openModal((chosen) => put(list, chosen), { multiple: true });
      });
      list.container[0].append(button);
      return list;
    }
  }

  window.telepath.register("exhibits.blocks.SeveralBlock", SeveralDefinition);
}
