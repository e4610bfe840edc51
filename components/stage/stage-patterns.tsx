/** Hatches that the stage's SVGs fill with. Drawn once a page. */
export function StagePatterns() {
  return (
    <svg width="0" height="0" className="absolute" aria-hidden="true">
      <defs>
        <pattern
          id="hatch-held"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" className="hatch-ground fill-held-tint" />
          <path d="M0 0v6" className="hatch-line stroke-held-fill" strokeWidth="2.4" />
        </pattern>
        <pattern
          id="hatch-idle"
          width="7"
          height="7"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="7" height="7" className="hatch-ground fill-idle-tint" />
          <path d="M0 0v7M0 0h7" className="hatch-line stroke-idle-line" strokeWidth="1.1" />
        </pattern>
        <pattern id="dots-redelivered" width="5" height="5" patternUnits="userSpaceOnUse">
          <rect width="5" height="5" className="hatch-ground fill-redelivered-tint" />
          <circle cx="1.4" cy="1.4" r=".9" className="fill-redelivered-line" />
        </pattern>
        <pattern
          id="hatch-lost"
          width="8"
          height="8"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-45)"
        >
          <rect width="8" height="8" className="hatch-ground fill-lost-tint" />
          <path d="M0 0v8" className="hatch-line stroke-lost-line" strokeWidth="1.2" />
        </pattern>
      </defs>
    </svg>
  );
}
