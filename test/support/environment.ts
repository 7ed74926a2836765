const proxyVariables = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'];
const ownVariables = [
  ...proxyVariables,
  ...proxyVariables.map((name) => name.toUpperCase()),
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
];

/** Has these variables, and no others that say how to reach the network, while the task runs. */
export async function withEnvironment<T>(
  variables: Readonly<Record<string, string>>,
  task: () => Promise<T>,
): Promise<T> {
  const former = new Map(ownVariables.map((name) => [name, process.env[name]]));
  for (const name of ownVariables) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, variables);
  try {
    return await task();
  } finally {
    for (const [name, value] of former) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }
}
