// Reads QR codes from the camera: with the browser's own detector where there is one, else with the `qr` package.
const SIDE = 640; // pixels of the square that is looked at
const PAUSE = 120; // milliseconds between two looks

const native = async () => {
  try {
    if (!window.BarcodeDetector) return null;
    const formats = await window.BarcodeDetector.getSupportedFormats();
    if (!formats.includes("qr_code")) return null;
    const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => {
      const [first] = await detector.detect(video);
      return first ? first.rawValue : null;
    };
  } catch {
    return null;
  }
};

const packaged = async (decoder) => {
  const { decodeQR } = await import(decoder);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return (video) => {
    const side = Math.min(video.videoWidth, video.videoHeight);
    canvas.width = canvas.height = Math.min(SIDE, side);
    const left = (video.videoWidth - side) / 2;
    const top = (video.videoHeight - side) / 2;
    pen.drawImage(video, left, top, side, side, 0, 0, canvas.width, canvas.height);
    try {
      return decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      return null; // nothing to read in this picture
    }
  };
};

export const canScan = () => Boolean(navigator.mediaDevices && navigator.mediaDevices.getUserMedia);

// Opens the camera into `video` and calls `found(text)` for what it reads; returns a function that stops it.
// Rejects when the person or the device says no.
export const start = async (video, decoder, found) => {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 } },
  });
  video.srcObject = stream;
  await video.play();
  const read = (await native()) || (await packaged(decoder));
  let on = true;
  const look = async () => {
    if (!on) return;
    if (video.videoWidth) {
      const text = await read(video);
      if (text && on) found(text);
    }
    setTimeout(look, PAUSE);
  };
  look();
  return () => {
    on = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
};
