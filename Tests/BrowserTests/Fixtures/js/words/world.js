export const world = "世界";
