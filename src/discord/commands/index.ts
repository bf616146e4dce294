/** All slash commands. */
import { ajustes } from './ajustes.ts';
import { ayuda } from './ayuda.ts';
import { clasificacion } from './clasificacion.ts';
import type { Command } from './command.ts';
import { cuestionarios } from './cuestionarios.ts';
import { lab } from './lab.ts';
import { misDatos } from './mis-datos.ts';
import { plan } from './plan.ts';
import { practicar } from './practicar.ts';
import { preguntaDelDia } from './pregunta-del-dia.ts';
import { progreso } from './progreso.ts';
import { quiz } from './quiz.ts';
import { repaso } from './repaso.ts';
import { reto } from './reto.ts';
import { vincular } from './vincular.ts';

export const commands: readonly Command[] = [
  practicar,
  repaso,
  reto,
  cuestionarios,
  quiz,
  lab,
  progreso,
  clasificacion,
  preguntaDelDia,
  plan,
  ajustes,
  vincular,
  misDatos,
  ayuda,
];
