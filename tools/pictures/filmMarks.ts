import sharp, { type OverlayOptions } from 'sharp';

/** In pixels of the page, from its upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What is drawn over a picture, and where. */
export type Mark = OverlayOptions;

const ringRadius = 15;
const capsHeight = 44;
const capsFromBottom = 60;
const fontPoints = 16;
const dotsPerInch = 96;

/** Draws the pointer and the keys of a film, for pages with so many dots to a pixel. */
export class FilmMarks {
  readonly #ratio: number;
  readonly #pointer: Buffer;
  readonly #ring: Buffer;

  constructor(ratio: number) {
    this.#ratio = ratio;
    this.#pointer = this.#svg(
      { width: 20, height: 26 },
      '<path d="M2 1v19l4.6-4.3 3.3 7.6 3.6-1.6-3.3-7.4h6.3z" fill="#fff" stroke="#000" stroke-width="1.4"/>',
    );
    this.#ring = this.#svg(
      { width: 2 * ringRadius, height: 2 * ringRadius },
      `<circle cx="${ringRadius}" cy="${ringRadius}" r="12" fill="#f9c23c" fill-opacity=".35" stroke="#f9c23c" stroke-width="2"/>`,
    );
  }

  /** The arrow of a mouse whose tip is at the point. */
  pointer({ x, y }: Point): Mark {
    return this.#at(this.#pointer, { x: x - 2, y: y - 1 });
  }

  /** A ring around the point where a button goes down. */
  clickRing({ x, y }: Point): Mark {
    return this.#at(this.#ring, { x: x - ringRadius, y: y - ringRadius });
  }

  /** The keys that are pressed, in the middle near the lower edge of a page. */
  async keyCaps(label: string, page: Size): Promise<Mark> {
    const words = await sharp({
      text: {
        text: `<span foreground="white">${label}</span>`,
        font: `sans ${fontPoints}`,
        rgba: true,
        dpi: dotsPerInch * this.#ratio,
      },
    })
      .png()
      .toBuffer({ resolveWithObject: true });
    const width = Math.ceil(words.info.width / this.#ratio) + 40;
    const frame = this.#svg(
      { width, height: capsHeight },
      `<rect x="1" y="1" width="${width - 2}" height="${capsHeight - 2}" rx="8" fill="#1f6feb" stroke="#fff" stroke-opacity=".5"/>`,
    );
    const caps = await sharp(frame)
      .composite([{ input: words.data }])
      .png()
      .toBuffer();
    const y = page.height - capsFromBottom - capsHeight;
    return this.#at(caps, { x: (page.width - width) / 2, y });
  }

  #at(input: Buffer, { x, y }: Point): Mark {
    const dots = (pixels: number): number => Math.max(0, Math.round(pixels * this.#ratio));
    return { input, left: dots(x), top: dots(y) };
  }

  #svg({ width, height }: Size, content: string): Buffer {
    const dots = `width="${width * this.#ratio}" height="${height * this.#ratio}"`;
    return Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" ${dots} viewBox="0 0 ${width} ${height}">${content}</svg>`,
    );
  }
}
