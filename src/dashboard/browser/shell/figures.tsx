/** Some figures in a row, each with its label, at the head of a page about one thing. */
type FiguresProps = { told: [label: string, text: string][] };

export function Figures({ told }: FiguresProps) {
  return (
    <dl class="card figures">
      {told.map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
