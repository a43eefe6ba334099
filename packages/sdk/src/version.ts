/** The release that this SDK is of: it asks for the frames of the same one. As in package.json. */
export const SDK_VERSION = '0.1.0';
