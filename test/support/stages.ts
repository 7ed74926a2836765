import type { Stage } from '../../src/uploads/formats/stage';

/** All that comes out of a stage, for input that is cut into pieces. @param cutAt gives their lengths */
export function throughStage(
  stage: Stage,
  input: string | Uint8Array,
  cutAt: () => number = () => Number.POSITIVE_INFINITY,
): Buffer {
  const bytes = Buffer.from(input);
  const out: Uint8Array[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = Math.min(bytes.length, start + cutAt());
    const piece = Buffer.from(bytes.subarray(start, end));
    out.push(Uint8Array.from(stage.push(piece)));
    // As a reader does that uses its buffer again.
    piece.fill(0);
    start = end;
  }
  return Buffer.concat([...out, stage.finish()]);
}
