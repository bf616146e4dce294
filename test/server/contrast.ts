// For a page to evaluate: the texts that are seen and differ too little from what they stand on (WCAG 2.2, 1.4.3: 4.5 to 1, and
// 3 to 1 for large ones), as "ratio words". Colours are read as the browser paints them.

export const poorlyLegible = `(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const painted = (colour, under) => {
    canvas.fillStyle = 'rgb(' + under.join(' ') + ')';
    canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const under = (element) => {
    const chain = [];
    for (let at = element; at; at = at.parentElement) chain.unshift(getComputedStyle(at).backgroundColor);
    return chain.reduce((below, colour) => painted(colour, below), [255, 255, 255]);
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Set();
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    const element = walker.currentNode.parentElement;
    if (!text || element.closest('.hidden, noscript, .sign') || element.getClientRects().length === 0) continue;
    const style = getComputedStyle(element);
    const below = under(element);
    const colour = painted(element instanceof SVGElement ? style.fill : style.color, below);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const value = ratio(colour, below);
    if (value < (isLarge ? 3 : 4.5)) found.add(value.toFixed(2) + ' ' + text.slice(0, 40));
  }
  return [...found];
})()`;
