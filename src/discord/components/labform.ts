import { readDeed } from '../lab/deed-words.ts';
import { loadForm } from '../lab/deeds/load.ts';
import { typeForm } from '../lab/deeds/type.ts';
import { LabCall } from '../lab/lab-call.ts';
import type { Component } from './component.ts';

/** Opens a form of a lab at once: whose lab it is, and whether it is still there, is asked when the form is handed in. */
export const labform: Component = {
  acknowledged: 'itself',
  async run(press, desk) {
    const { interaction, id } = press;
    const words = readDeed(id.argument);
    if (!words || interaction.isModalSubmit()) return;
    const call = new LabCall(press, desk, words);
    await interaction.showModal(words.deed === 'load' ? loadForm(call) : typeForm(call));
  },
};
