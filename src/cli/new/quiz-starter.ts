/** The beginning of a quiz: five questions drawn from all there are. */
import path from 'node:path';

export function quizStarter(id: string, folder: string): readonly (readonly [string, string])[] {
  const file = path.posix.join(folder, `${id}.yaml`);
  return [[file, quiz(id, file)]];
}

function quiz(id: string, file: string): string {
  return `# ${id}: cambia lo que quieras y pruébalo / change what you like and prove it:
#   readyz check ${file}
id: ${id}
version: 1             # súbela cuando pida otra cosa / raise it when it asks for something else
title: { es: Mi cuestionario, en: My quiz }
description: { es: Cinco preguntas para empezar., en: Five questions to begin with. }

questions:             # preguntas con nombre, o mezclas / questions by name, or mixes
  # - scenario: wordpress-one-pod-or-two
  #   weight: 2        # vale el doble / worth twice
  - level: [1, 2]      # topic, level, type: uno o una lista / one or a list
    count: 5

order: level           # written, level, course, shuffled
# seed: 7              # el mismo sorteo siempre / always the same draw
hints: true
passPercent: 60        # desde aquí se aprueba / from here on it is passed

live:                  # en clase / in class
  seconds: 60
  manifestSeconds: 480
  speedPercent: 0      # hasta 15 / up to 15
  showBoard: at-the-end
`;
}
