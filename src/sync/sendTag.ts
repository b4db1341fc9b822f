/** What the browser wakes the service worker for, once there is a network. */
export const SEND_TAG = 'teren-send'
