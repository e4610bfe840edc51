import "@fontsource-variable/noto-sans-sc/index.css";

/** Loads Noto Sans SC, split by unicode range, for readers whose system has no Chinese face. */
// eslint-disable-next-line no-restricted-syntax -- React.lazy wants a default export
export default function ChineseFont() {
  return null;
}
