// Reads QR codes from the camera: by the platform's BarcodeDetector, else by jsQR, which the page then loads.
const EACH = 200; // milliseconds between two looks
const WIDEST = 640;

async function reader() {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []);
  if (formats?.includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video).catch(() => []))[0]?.rawValue;
  }
  await import(document.body.dataset.decoder);
  const canvas = document.createElement("canvas");
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, WIDEST / video.videoWidth);
    [canvas.width, canvas.height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
    brush.drawImage(video, 0, 0, canvas.width, canvas.height);
    return globalThis.jsQR(brush.getImageData(0, 0, canvas.width, canvas.height).data, canvas.width, canvas.height)?.data;
  };
}

// Shows the camera in `video` and gives each code that it sees to `found`; resolves to a function that stops it.
// `ended` hears when the camera is taken away: by the system, or because its place on the page is gone.
export async function scan(video, found, ended) {
  const read = await reader();
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: { ideal: "environment" } }, audio: false });
  let timer;
  let on = true;
  function stop() {
    on = false;
    clearTimeout(timer);
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
    video.hidden = true;
  }
  function lost() {
    stop();
    ended();
  }
  async function look() {
    if (!video.isConnected) return lost();
    const text = video.readyState >= 2 && video.videoWidth ? await read(video).catch(() => "") : "";
    if (text && on) found(text);
    if (on) timer = setTimeout(look, EACH);
    return undefined;
  }
  for (const track of stream.getTracks()) track.addEventListener("ended", lost);
  video.srcObject = stream;
  video.hidden = false;
  await video.play().catch((fault) => { stop(); throw fault; });
  look();
  return stop;
}
