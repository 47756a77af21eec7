// Sliders beside the numbers of weights: the numbers are what is sent; without script they do alone.
(() => {
  const box = document.querySelector("[data-weights]");
  if (!box) return;
  const whole = Number(box.dataset.weights);
  const sum = document.querySelector("[data-weights-sum]");
  const numbers = [...box.querySelectorAll("input[type=number]")];
  const show = () => {
    const total = numbers.reduce((all, each) => all + (Number(each.value) || 0), 0);
    sum.textContent = String(total);
    sum.classList.toggle("bad", total !== whole);
  };
  for (const slider of box.querySelectorAll("[data-slides]")) {
    const number = document.getElementById(slider.dataset.slides);
    slider.hidden = false;
    slider.addEventListener("input", () => { number.value = slider.value; show(); });
    number.addEventListener("input", () => { slider.value = number.value || "0"; show(); });
  }
  show();
})();
