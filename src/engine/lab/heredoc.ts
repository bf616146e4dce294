/** A line with text that it reads, as one types it into a shell: `files write web.yaml <<'EOF'`, the text, `EOF`. */
export function heredoc(line: string, text: string): string {
  const lines = text.replace(/\n$/, '').split('\n');
  let end = 'EOF';
  while (lines.includes(end)) end += '_';
  return [`${line} <<'${end}'`, ...lines, end].join('\n');
}
