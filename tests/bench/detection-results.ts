export interface MethodReport { method: string; missedIn: string[]; falseIn: string[]; milliseconds: number | null; }
export interface SequencesReport { otherSeeds: number; quiet: number; visits: number; looks: number; quietLooks: number; restMilliseconds: number | null; methods: MethodReport[]; }
