/**
 * Why this Node can't run the project, in words, or `null` when it can.
 * @param {string} version such as `20.20.2`
 * @param {string} engines ranges joined by `||`, each `^major.minor` or `>=major`
 */
export function nodeVersionProblem(version, engines) {
  const [major, minor] = version.split(".").map(Number);
  const ranges = engines.split("||").map(parseRange);
  const fits = ranges.some((range) =>
    range.operator === ">=" ? major >= range.major : major === range.major && minor >= range.minor,
  );
  if (fits) return null;
  const accepted = ranges.map((range) =>
    range.operator === ">="
      ? `${range.major} or newer`
      : `${range.major}.${range.minor} or a newer ${range.major}`,
  );
  return (
    `Dispatch Lab runs on Node ${accepted.join(", ")}; this is Node ${version}.\n` +
    "Install one of those (https://nodejs.org), then try again."
  );
}

function parseRange(range) {
  const match = /^\s*(\^|>=)(\d+)(?:\.(\d+))?\s*$/.exec(range);
  if (!match) throw new Error(`package.json engines.node: can't read "${range}"`);
  return { operator: match[1], major: Number(match[2]), minor: Number(match[3] || 0) };
}
