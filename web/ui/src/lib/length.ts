// Characters as the API counts them: code points, not UTF-16 units.
export const lengthOf = (text: string): number => [...text].length;
