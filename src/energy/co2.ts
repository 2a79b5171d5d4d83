// The formula is everybody's (analysis may not import from here); this keeps the room's door as it was.
export { co2e } from '../common/co2e.ts';
