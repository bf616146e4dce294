import type { Component } from '../../components/component.ts';
import { pageIn } from '../compose.ts';
import { leadOf, showPanel } from '../lead.ts';

/** The panel as it is now, another page of it, or the list of people. */
export const panel: Component = {
  acknowledged: 'either',
  async run(press, desk) {
    const found = await leadOf(press, desk);
    if (!found) return;
    const { argument } = press.id;
    const people = /^people\.(\d{1,3})$/.exec(argument)?.[1];
    if (people !== undefined) return showPanel(press, desk, found, { people: Number(people) });
    const page = pageIn(argument);
    await showPanel(press, desk, found, page > 0 ? { page } : {});
  },
};
