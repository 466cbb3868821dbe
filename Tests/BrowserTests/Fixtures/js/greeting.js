import { world } from "./words/world.js";

export const greeting = `Hello ${world}`;
