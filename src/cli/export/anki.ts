/**
 * Questions as notes that Anki imports from text: front, back and tags, a tab between them. On the back stands the
 * explanation, and the right option where a key is written; where only a run knows the answer, the note says how to run it.
 */
import type { Language, Text } from '#base/text.ts';
import type { Scenario } from '#engine/scenario.ts';

export function ankiNotes(scenarios: readonly Scenario[], deck: string, language: Language): string {
  const header = ['#separator:tab', '#html:true', `#deck:${oneLine(deck)}`, '#guid column:1', '#tags column:4'];
  const notes = scenarios.map((scenario) => {
    const tags = [scenario.topic, `level-${scenario.level}`, scenario.type].join(' ');
    return [`readyz-${scenario.id}`, front(scenario, language), back(scenario, language), tags].join('\t');
  });
  return `${[...header, ...notes].join('\n')}\n`;
}

function front(scenario: Scenario, language: Language): string {
  const options = ('options' in scenario ? scenario.options : undefined) ?? [];
  return [
    `<b>${html(scenario.title[language])}</b>`,
    html(scenario.statement[language]),
    list(scenario.given, language),
    'manifests' in scenario ? code(scenario.manifests) : '',
    'starter' in scenario ? code(scenario.starter) : '',
    'items' in scenario
      ? list(
          scenario.items.map(({ text }) => text),
          language,
        )
      : '',
    list(
      options.map(({ text }: { readonly text: Text }) => text),
      language,
      'ol type="A"',
    ),
  ]
    .filter(Boolean)
    .join('<br><br>');
}

function back(scenario: Scenario, language: Language): string {
  const key = keyOf(scenario, language);
  const links = scenario.links.map(({ title, url }) => `<a href="${html(url)}">${html(title[language])}</a>`);
  return [key, html(scenario.explanation[language]), links.join('<br>'), `<code>readyz play ${scenario.id}</code>`]
    .filter(Boolean)
    .join('<br><br>');
}

/** Only a written key is told: what a run decides, the run should show. */
function keyOf(scenario: Scenario, language: Language): string {
  if (scenario.type === 'short') return `<b>${html(scenario.accepted[0] ?? '')}</b>`;
  if (scenario.type !== 'documented') return '';
  const right = scenario.options.filter((option) => option.right);
  return `<b>${right.map(({ text }) => html(text[language])).join('<br>')}</b>`;
}

function list(texts: readonly Text[], language: Language, tag = 'ul'): string {
  if (texts.length === 0) return '';
  const items = texts.map((text) => `<li>${html(text[language])}</li>`).join('');
  return `<${tag}>${items}</${tag.split(' ')[0]}>`;
}

function code(yaml: string): string {
  return `<pre>${escaped(yaml.trimEnd()).replaceAll('\n', '<br>')}</pre>`;
}

/** Prose as the engine writes it: `code` between backticks, a blank line parts paragraphs. */
function html(text: string): string {
  return escaped(text.trim())
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>')
    .replaceAll(/\s*\n\s*\n\s*/g, '<br><br>')
    .replaceAll(/\s*\n\s*/g, ' ');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '  ')
    .replaceAll('\r', '');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
