import assert from 'node:assert/strict';
import { detectHeader, type ExpectedColumn } from '../../../../src/uploads/csv/header';
import { parseRecords } from '../../../../src/uploads/csv/records';

/** Such as `id:LONG name:STRING`; a `_` in a name stands for a space. */
function columnsOf(text: string): ExpectedColumn[] | undefined {
  if (text === '') return undefined;
  return text.split(' ').map((column) => {
    const [name = '', type = 'STRING'] = column.split(':');
    return { name: name.replaceAll('_', ' '), type };
  });
}

function look(columns: string, lines: string): string {
  const records = parseRecords(lines, 100, ',').map(({ fields }) => fields);
  const { isHeader, certainty } = detectHeader(records, columnsOf(columns));
  return `${certainty} ${isHeader ? 'header' : 'data'}`;
}

describe('The first record of a file', () => {
  for (const [columns, lines, what] of [
    // Names of the stream's columns.
    ['id:LONG name', 'id,name\n1,Ann', 'certain header'],
    ['id:LONG name', 'NAME, Id \n1,Ann', 'certain header'],
    ['id:LONG name city', 'id,name,town\n1,Ann,Oslo', 'certain header'],
    ['id:LONG name city country', 'id,name,town,state\n1,Ann,Oslo,NO', 'likely header'],
    ['id:LONG name city', 'id,who,where\n1,Ann,Oslo', 'likely header'],
    ['id:LONG', 'ID\n7', 'certain header'],
    ['Order_ID:LONG Größe', '"Order \n ID",Gro\u0308ße\n1,2', 'certain header'],
    ['region 2023:LONG 2024:LONG', 'region,2023,2024\nEast,5,7', 'certain header'],
    ['qty:LONG qty_2:LONG id', 'qty,qty,id\n1,2,3', 'certain header'],
    ['qty:LONG qty:LONG id', 'qty,qty,id\n1,2,3', 'certain header'],
    ['Column_1:LONG name', ',name\n0,Ann', 'certain header'],
    ['Straße price:LONG', 'STRASSE,PRICE\n1,2', 'certain header'],
    ['il ilçe', 'İL,İLÇE\nx,y', 'certain header'],
    // Values that can't be names.
    ['Column_1 Column_2 Column_3:LONG', ',,5\n1,2,3', 'certain data'],
    ['Column_1', '""\nabc', 'open data'],
    ['id:LONG name', '17,Ann\n18,Bob', 'certain data'],
    ['id:LONG name', '17,Ann', 'certain data'],
    ['name price:DOUBLE', 'Bread,2.50\nMilk,1.20', 'certain data'],
    ['id name', '12.5,Ann\nx,Bob', 'certain data'],
    ['day:DATE n:LONG', '2026-01-31,8\n2026-02-01,9', 'certain data'],
    ['year:LONG city', '2023,Oslo\n2024,Oslo', 'certain data'],
    ['id:LONG name', ',Ann\n2,Bob', 'open data'],
    // Years, dates and counting runs may be names.
    ['region a:LONG b:LONG', 'Region,2023,2024\nEast,512,733', 'likely header'],
    ['zone a:LONG b:LONG', 'region,2023,2024\nEast,512,733', 'open data'],
    ['what a:LONG b:LONG c:LONG', 'x,1,2,3\ny,50,60,71', 'open data'],
    ['what a:LONG b:LONG', 'x,1,2\ny,3,4', 'certain data'],
    ['what a:DATE b:DATE', 'x,2026-01-01,2026-02-01\ny,,', 'open data'],
    ['a b:LONG c:LONG', 'Region,202412,202501\nN,5,6', 'open data'],
    ['a b:LONG c:LONG', 'Region,20241231,20250107\nN,5,6', 'open data'],
    // Text alone can be both.
    ['id name', 'Anna,Berg\nBo,Dahl', 'open data'],
    ['id:LONG name', 'number,who\n1,Ann', 'open header'],
    ['day:DATE name', 'Monday,Ann\nTuesday,Bob', 'open header'],
    // Without a schema nothing is certain.
    ['', 'id,name\n1,Ann', 'likely header'],
    ['', 'Order ID,"Name, full",Größe\n1,2,3', 'likely header'],
    ['', 'region,2023,2024,2025\nEast,5,6,9', 'likely header'],
    ['', 'id,2024-01-31\n5,7', 'likely header'],
    ['', '1,Ann\n2,Bob', 'likely data'],
    ['', '2023,2024\n5,9', 'likely data'],
    ['', 'id,-1.5e3\n2,5', 'likely data'],
    ['', 'id,\n1,2', 'likely data'],
    ['', 'id,ID\n1,2', 'likely data'],
    ['', '', 'likely data'],
  ] as const)
    it(`is ${what} in “${lines.replaceAll('\n', '⏎')}” for ${columns || 'a stream without a schema'}`, () => {
      assert.equal(look(columns, lines), what);
    });
});
