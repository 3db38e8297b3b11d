/* The camera reads a label where the browser can; without it there are the boxes of the page. */
(function () {
  'use strict';
  const place = document.querySelector('[data-scan]');
  const media = navigator.mediaDevices;
  if (!place || !window.BarcodeDetector || !media || !media.getUserMedia) return;
  const button = place.querySelector('button');
  const video = place.querySelector('video');
  const said = place.querySelector('[data-refused]');
  const box = document.getElementById(place.dataset.scan);
  let stream = null;
  place.hidden = false;

  const stop = () => {
    if (stream) stream.getTracks().forEach((track) => track.stop());
    stream = null;
    video.hidden = true;
  };
  const take = (text) => {
    stop();
    box.value = text;
    box.form.requestSubmit();
  };
  const look = (detector) => {
    if (!stream) return;
    detector.detect(video)
      .then((codes) => (codes.length ? take(codes[0].rawValue) : setTimeout(look, 200, detector)))
      .catch(() => setTimeout(look, 500, detector));
  };
  button.addEventListener('click', () => {
    said.textContent = '';
    media.getUserMedia({ video: { facingMode: 'environment' } }).then((given) => {
      stream = given;
      video.srcObject = given;
      video.hidden = false;
      return video.play();
    }).then(() => look(new window.BarcodeDetector({ formats: ['qr_code'] }))).catch(() => {
      stop();
      said.textContent = said.dataset.refused;
    });
  });
  window.addEventListener('pagehide', stop);
})();
