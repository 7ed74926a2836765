import { currentUserId, type Account } from './model';

/** The accounts of the fictional company. */
const known: readonly [
  id: number,
  name: string,
  provider: string,
  credentials: string,
  login: string,
][] = [
  [5, 'Facebook Ads', 'facebook', 'oauth', 'marketing@alderandfinch.example'],
  [19, 'Warehouse SFTP', 'sftp', 'fields', 'domo-transfer'],
  [23, 'Salesforce Production', 'salesforce', 'oauth', 'sales-ops@alderandfinch.example'],
  [31, 'Zendesk (Odile)', 'zendesk', 'fields', 'odile@alderandfinch.example'],
  [37, 'Google Analytics', 'google-analytics', 'oauth', 'web@alderandfinch.example'],
];

/** The one whose login is no longer accepted: the runs that use it fail. */
const invalidAccountId = 31;

/**
 * The account with an id. The specification takes accounts as made "in a separate process", so any id
 * is good for one.
 */
export function accountOf(id: number): Account {
  const [, displayName, provider, credentialsType, login] = known.find(([each]) => each === id) ?? [
    id,
    `Account ${id}`,
    'generic',
    'fields',
    `account-${id}`,
  ];
  return {
    id,
    userId: currentUserId,
    name: login,
    displayName,
    type: 'DATA',
    valid: id !== invalidAccountId,
    dataProviderType: provider,
    credentialsType,
    createdAt: 1_709_287_200 + id,
    createdBy: currentUserId,
    modifiedAt: 1_741_000_000 + id,
    modifiedBy: currentUserId,
    configurations: [{ username: login }],
  };
}
