// A table of figures: numbers right, names left, the first column stays when a narrow screen is scrolled.
export default {
  props: { caption: String, note: String, level: { type: Number, default: 2 }, columns: Array, rows: Array, empty: String, more: Object,
    loading: Boolean, anchor: String, bare: Boolean },
  methods: {
    // A box that scrolls ends between two rows. What that leaves of its height stays free: nothing below it moves when a row comes.
    fit() {
      const box = this.$refs.box;
      if (!box) return;
      const at = box.scrollTop;
      box.style.maxHeight = box.style.marginBottom = "";
      const room = box.clientHeight;
      const whole = box.scrollHeight > room + 1 ? this.wholeRows(box, room) : 0;
      if (whole) {
        box.style.maxHeight = whole + box.offsetHeight - room + "px";
        box.style.marginBottom = room - whole + "px";
      }
      box.scrollTop = at;
      this.mark();
    },
    wholeRows(box, room) {
      const top = box.firstElementChild.getBoundingClientRect().top;
      let height = 0;
      for (const row of box.querySelectorAll("tbody tr")) {
        const bottom = row.getBoundingClientRect().bottom - top;
        if (bottom > room) break;
        height = Math.ceil(bottom);
      }
      return height;
    },
    mark() {
      const box = this.$refs.box;
      box.toggleAttribute("data-more", box.scrollTop + box.clientHeight < box.scrollHeight - 2);
    },
  },
  mounted() {
    this.size = new ResizeObserver(this.fit);
    this.size.observe(this.$el);
  },
  updated() {
    this.fit();
  },
  unmounted() {
    this.size.disconnect();
  },
  template: `
    <section class="panel" :class="{ bare }" :aria-labelledby="anchor" :aria-busy="loading">
      <component :is="'h' + level" :id="anchor">{{ caption }}</component>
      <p v-if="note" class="note">{{ note }}</p>
      <div v-if="loading" class="skeletons" aria-hidden="true"><span v-for="n in 4" :key="n" class="skeleton"></span></div>
      <p v-else-if="!rows.length" class="empty">{{ empty }}</p>
      <div v-else ref="box" class="scroll" tabindex="0" role="group" :aria-label="caption + ': the table'" @scroll.passive="mark">
        <table role="table">
          <caption class="for-readers">{{ caption }}</caption>
          <thead role="rowgroup"><tr role="row"><th v-for="column in columns" :key="column.key" scope="col" role="columnheader" :class="{ number: column.number }">{{ column.label
            }}<span v-if="column.unit" class="unit">{{ column.unit }}</span></th></tr></thead>
          <tbody role="rowgroup">
            <tr v-for="row in rows" :key="row.id" role="row" :class="{ marked: row.mark }">
              <component :is="place ? 'td' : 'th'" v-for="(cell, place) in row.cells" :key="columns[place].key" :scope="place ? null : 'row'"
                :role="place ? 'cell' : 'rowheader'" :data-label="columns[place].label" :data-raw="cell.raw"
                :class="[{ number: columns[place].number, wide: columns[place].wide }, cell.tone]">
                <strong v-if="row.mark && !place" class="mark">{{ row.mark }}</strong>
                <a v-if="cell.href" :href="cell.href" :data-look="cell.look">{{ cell.text }}</a><template v-else>{{ cell.text }}</template>
                <small v-if="cell.note">{{ cell.note }}</small>
                <span v-if="cell.width != null" class="meter" :class="{ reached: cell.reached }" aria-hidden="true"><i :style="{ width: cell.width + '%' }"></i></span>
              </component>
            </tr>
          </tbody>
        </table>
      </div>
      <p v-if="more && !loading" class="more"><a :href="more.href" data-look>{{ more.text }}</a></p>
    </section>`,
};
