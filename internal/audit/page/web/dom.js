// h makes an element. Children that are texts become text nodes: nothing that stands in a catalog is ever read as markup.
export function h(tag, attributes = {}, ...children) {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
		else if (value === true) element.setAttribute(name, "");
		else if (value !== false && value != null) element.setAttribute(name, value);
	}
	element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
	return element;
}

// later runs a task when the browser has drawn what there is, so that no long work keeps a person waiting.
export const later = () => new Promise((resolve) => setTimeout(resolve));

// few lists elements with a button for the rest: a list of thousands is slow to draw and nobody reads it.
export function few(list, most, element, what) {
	list.append(...element.slice(0, most).map((make) => make()));
	if (element.length <= most) return [list];
	const button = h("button", {
		class: "more", type: "button", onclick: () => {
			const rest = element.slice(most).map((make) => make());
			list.append(...rest);
			rest[0].querySelector("a, button")?.focus();
			button.remove();
		},
	}, `Show all ${element.length.toLocaleString("en")} ${what}`);
	return [list, button];
}
