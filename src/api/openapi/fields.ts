/** What a field means wherever it stands. A schema of the contract that says more about its own comes first. */
export const FIELDS: Readonly<Record<string, string>> = {
  id: 'Unique and stable',
};
