// A table of figures: numbers right, names left, the first column stays when a narrow screen is scrolled.
export default {
  props: { caption: String, note: String, level: { type: Number, default: 2 }, columns: Array, rows: Array, empty: String, more: Object,
    loading: Boolean, anchor: String, bare: Boolean },
  template: `
    <section class="panel" :class="{ bare }" :aria-labelledby="anchor" :aria-busy="loading">
      <component :is="'h' + level" :id="anchor">{{ caption }}</component>
      <p v-if="note" class="note">{{ note }}</p>
      <div v-if="loading" class="skeletons" aria-hidden="true"><span v-for="n in 4" :key="n" class="skeleton"></span></div>
      <p v-else-if="!rows.length" class="empty">{{ empty }}</p>
      <div v-else class="scroll" tabindex="0" role="group" :aria-label="caption + ': the table'">
        <table>
          <caption class="for-readers">{{ caption }}</caption>
          <thead><tr><th v-for="column in columns" :key="column.key" scope="col" :class="{ number: column.number }">{{ column.label
            }}<span v-if="column.unit" class="unit">{{ column.unit }}</span></th></tr></thead>
          <tbody>
            <tr v-for="row in rows" :key="row.id" :class="{ marked: row.mark }">
              <component :is="place ? 'td' : 'th'" v-for="(cell, place) in row.cells" :key="columns[place].key" :scope="place ? null : 'row'"
                :class="[{ number: columns[place].number, wide: columns[place].wide }, cell.tone]" :data-raw="cell.raw">
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
