import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { FilmMarks, type Mark, type Point } from './filmMarks';

interface Frame {
  readonly picture: Buffer;
  readonly marks: readonly Mark[];
  readonly milliseconds: number;
}

interface ClickOptions {
  readonly button?: 'left' | 'right';
  readonly fromLeftPixels?: number;
}

const stepMilliseconds = 50;
const pixelsPerStep = 70;
const typingMilliseconds = 65;
const stillnessTries = 20;

/**
 * A moving picture of a page at a person's pace. What the page shows is taken between the steps, so that
 * the pace is the same on any machine; pointer and keys are drawn, as a browser without a screen has none.
 */
export class Film {
  readonly #page: Page;
  readonly #marks: FilmMarks;
  readonly #frames: Frame[] = [];
  #pointer: Point;

  constructor(page: Page, start: Point, pixelRatio: number) {
    this.#page = page;
    this.#marks = new FilmMarks(pixelRatio);
    this.#pointer = start;
  }

  /** The page as it comes to stand, for so long. */
  async hold(milliseconds: number): Promise<void> {
    this.#add(await this.#still(), milliseconds);
  }

  /** Moves the pointer onto something, near its left edge. */
  async pointAt(target: Locator, fromLeftPixels = 12): Promise<void> {
    const box = await target.boundingBox();
    if (!box) throw new Error('What to point at is not on the page.');
    const x = box.x + Math.min(box.width / 2, fromLeftPixels);
    await this.#movePointer({ x, y: box.y + box.height / 2 });
  }

  async click(
    target: Locator,
    { button = 'left', fromLeftPixels = 40 }: ClickOptions = {},
  ): Promise<void> {
    await this.pointAt(target, fromLeftPixels);
    this.#add(await this.#still(), 150);
    this.#add(await this.#still(), 120, [this.#marks.clickRing(this.#pointer)]);
    await this.#page.mouse.down({ button });
    await this.#page.mouse.up({ button });
  }

  async type(text: string): Promise<void> {
    for (const character of text) {
      await this.#page.keyboard.type(character);
      this.#add(await this.#picture(), typingMilliseconds);
    }
  }

  /** Presses a key and shows which, as it can't be seen otherwise. */
  async press(key: string, label: string): Promise<void> {
    const size = this.#page.viewportSize();
    if (!size) throw new Error('The page has no size of its own.');
    const caps = await this.#marks.keyCaps(label, size);
    this.#add(await this.#still(), 450, [caps]);
    await this.#page.keyboard.press(key);
    this.#add(await this.#still(), 450, [caps]);
  }

  /** Takes what passes by until something has come, each picture as long as it stood. */
  async watchUntil(target: Locator): Promise<void> {
    let isThere = false;
    while (!isThere) {
      const since = Date.now();
      const picture = await this.#picture();
      isThere = await target.isVisible();
      if (!isThere) await this.#page.waitForTimeout(100);
      this.#add(picture, Date.now() - since);
    }
  }

  /** Writes it as an animated WebP without loss, which shows over and over. @returns its seconds */
  async write(path: string): Promise<number> {
    const frames = mergeEqual(this.#frames);
    const drawn = await Promise.all(
      frames.map(({ picture, marks }) =>
        sharp(picture)
          .composite([...marks])
          .png({ compressionLevel: 1 })
          .toBuffer(),
      ),
    );
    const delay = frames.map(({ milliseconds }) => milliseconds);
    await sharp(drawn, { join: { animated: true } })
      .webp({ lossless: true, effort: 4, loop: 0, delay })
      .toFile(path);
    return delay.reduce((sum, milliseconds) => sum + milliseconds, 0) / 1000;
  }

  #add(picture: Buffer, milliseconds: number, marks: readonly Mark[] = []): void {
    this.#frames.push({
      picture,
      marks: [...marks, this.#marks.pointer(this.#pointer)],
      milliseconds,
    });
  }

  async #movePointer(to: Point): Promise<void> {
    const from = this.#pointer;
    const picture = await this.#still();
    const distance = Math.hypot(to.x - from.x, to.y - from.y);
    const steps = Math.max(4, Math.ceil(distance / pixelsPerStep));
    for (let step = 1; step <= steps; step++) {
      // Slower at both ends, as a hand moves.
      const part = (1 - Math.cos((Math.PI * step) / steps)) / 2;
      this.#pointer = {
        x: Math.round(from.x + (to.x - from.x) * part),
        y: Math.round(from.y + (to.y - from.y) * part),
      };
      this.#add(picture, stepMilliseconds);
    }
    await this.#page.mouse.move(to.x, to.y);
  }

  #picture(): Promise<Buffer> {
    return this.#page.screenshot({ animations: 'disabled' });
  }

  async #still(): Promise<Buffer> {
    let before = await this.#picture();
    for (let attempt = 1; attempt < stillnessTries; attempt++) {
      const now = await this.#picture();
      if (now.equals(before)) break;
      before = now;
    }
    return before;
  }
}

function mergeEqual(frames: readonly Frame[]): Frame[] {
  const merged: Frame[] = [];
  for (const frame of frames) {
    const last = merged.at(-1);
    if (last && areEqual(last, frame))
      merged[merged.length - 1] = {
        ...last,
        milliseconds: last.milliseconds + frame.milliseconds,
      };
    else merged.push(frame);
  }
  return merged;
}

function areEqual(one: Frame, other: Frame): boolean {
  const isSame = (mark: Mark, index: number): boolean => {
    const { input, left, top } = other.marks[index] ?? {};
    return input === mark.input && left === mark.left && top === mark.top;
  };
  return (
    one.picture.equals(other.picture) &&
    one.marks.length === other.marks.length &&
    one.marks.every(isSame)
  );
}
