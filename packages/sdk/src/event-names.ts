/** The events of a field, which its group tells of as well. */
export const FIELD_EVENTS = 'ready change focus blur submit bin error';
/** The events of a group of fields. */
export const GROUP_EVENTS = `${FIELD_EVENTS} status session connection mandate challenge`;
