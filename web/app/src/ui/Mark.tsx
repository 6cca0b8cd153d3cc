/** The mark of Tripost: three strokes of a letter on berry. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 28 28" aria-hidden>
      <rect width="28" height="28" rx="8" fill="var(--brand)" />
      <path
        d="M7.500 9.800l6.500 4 6.500-4M7.500 15.300l6.500 4 6.500-4"
        fill="none"
        stroke="#fff"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
