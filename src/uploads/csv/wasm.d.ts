/** The bundler compiles `wasm/scan.ts` and puts the bytes of the module in place of this. */
declare module '*/scan.wasm' {
  const bytes: Uint8Array;
  export default bytes;
}

/** As much of it as is used; the types of Node leave it to those of browsers. */
declare namespace WebAssembly {
  function validate(bytes: Uint8Array): boolean;
  const Module: new (bytes: Uint8Array) => object;
  const Instance: new (module: object, imports: object) => { readonly exports: unknown };
}
