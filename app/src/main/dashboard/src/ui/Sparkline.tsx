/** A line of closes, oldest first, drawn to its own scale. */
export function Sparkline({ values, label }: { values: number[]; label: string }) {
  if (values.length < 2) {
    return <svg className="spark" viewBox="0 0 100 28" role="img" aria-label={`${label}: no candles yet`} />;
  }
  const low = Math.min(...values);
  const high = Math.max(...values);
  const scale = high === low ? 0 : 24 / (high - low);
  const step = 100 / (values.length - 1);
  const points = values.map((value, index) => `${(index * step).toFixed(1)},${(26 - (value - low) * scale).toFixed(1)}`);
  const first = values[0] ?? 0;
  const last = values[values.length - 1] ?? 0;
  const tone = last >= first ? "up" : "down";
  return (
    <svg className={`spark ${tone}`} viewBox="0 0 100 28" preserveAspectRatio="none" role="img" aria-label={label}>
      <polygon points={`0,28 ${points.join(" ")} 100,28`} />
      <polyline points={points.join(" ")} />
    </svg>
  );
}
