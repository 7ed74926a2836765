import type { Workbench } from './workbench';

/** A colour on what is behind it, both as CSS writes them. */
export interface ColorPair {
  readonly name: string;
  readonly color: string;
  readonly background: string;
}

type Channels = readonly [red: number, green: number, blue: number, alpha: number];

/** How well each colour can be told from its background in a window’s theme, by WCAG: from 1, not at all, to 21. */
export async function contrastsIn(
  { page }: Workbench,
  pairs: readonly ColorPair[],
): Promise<Map<string, number>> {
  // In the page's own words, as only it knows what the theme's variables are.
  const computed = await page.evaluate<[string, string][]>(`
    ${JSON.stringify(pairs)}.map(({ color, background }) => {
      const probe = document.createElement('div');
      document.querySelector('.monaco-workbench').append(probe);
      probe.style.color = color;
      probe.style.backgroundColor = background;
      const style = getComputedStyle(probe);
      const found = [style.color, style.backgroundColor];
      probe.remove();
      return found;
    })`);
  return new Map(
    pairs.map(({ name }, index) => {
      const [color = '', background = ''] = computed[index] ?? [];
      return [name, contrastOf(channelsOf(color), channelsOf(background))];
    }),
  );
}

/** Reads `rgb(1, 2, 3)`, `rgba(1, 2, 3, 0.5)` and `color(srgb 0.1 0.2 0.3 / 0.5)`. */
function channelsOf(color: string): Channels {
  const numbers = (color.match(/-?\d*\.?\d+(e-?\d+)?/g) ?? []).map(Number);
  const largest = color.startsWith('color(') ? 1 : 255;
  const [red, green, blue, alpha = 1] = numbers;
  if (red === undefined || green === undefined || blue === undefined)
    throw new Error(`“${color}” is no colour.`);
  return [red / largest, green / largest, blue / largest, alpha];
}

function contrastOf(color: Channels, background: Channels): number {
  const mixed = color.map((value, index) => {
    const behind = background[index] ?? 0;
    return index < 3 ? value * color[3] + behind * (1 - color[3]) : 1;
  });
  const [darker = 0, lighter = 0] = [luminanceOf(mixed), luminanceOf(background)].sort(
    (left, right) => left - right,
  );
  return (lighter + 0.05) / (darker + 0.05);
}

function luminanceOf([red = 0, green = 0, blue = 0]: readonly number[]): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
