import * as ts from 'typescript';

/** Which arguments of the translating functions are patterns. */
const translating: ReadonlyMap<string, readonly number[]> = new Map([
  ['t', [0]],
  ['text', [0]],
  ['plural', [1, 2]],
  ['pluralText', [1, 2]],
]);

/** The positions of a call's arguments that are translated. */
export function patternPositions(call: ts.CallExpression): readonly number[] {
  return translating.get(calledName(call)) ?? [];
}

export function calledName({ expression }: ts.CallExpression): string {
  return ts.isIdentifier(expression) ? expression.text : '';
}
